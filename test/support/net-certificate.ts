// A self-signed certificate for localhost, 2020 to 2120, made for tests: nobody trusts it.
// Made with: openssl req -new -subj /CN=localhost, then openssl ca -selfsign -startdate 20200101000000Z -enddate 21200101000000Z.

export const TEST_KEY = ``;

export const TEST_CERTIFICATE = ``;
