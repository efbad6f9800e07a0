import { describe, expect, test } from "vitest";
import { isCameraExtraFolder, isLitterFile, isLitterFolder } from "../../src/cards/litter.ts";

const FILES = `
._A001C001_220901_R3CK.mp4|.DS_Store|.VolumeIcon.icns|.com.apple.timemachine.donotpresent|Thumbs.db|desktop.ini
.apdisk|Icon\r|A001.mhl|.ocopy-checkpoint|a.part|a.tmp|~a.mp4
SONYCARD.IND|SDINFO.TXT|.SD_PROJECT|a.THM|a.SCR|a.BIM|a.CPI|a.CIF|a.CPF|a.SIF|a.MPL|a.BDM|a.IND|a.DAT
a.DB|a.BUP|a.BIN|a.PPN|a.SMI|a.KLV|a.AAE|a.RMD|a.rtn|a.SAV|a.LOG
INDEX.XML|ALIAS.XML|DISCMETA.XML|MEDIAPRO.XML|CUEUP.XML|SYSPRO.XML|STATUS.BIN|LASTCLIP.TXT`;

const FOLDERS = `
.Spotlight-V100|.Spotlight|.Trashes|.TemporaryItems|.fseventsd|.DocumentRevisions-V100|Backups.backupdb
System Volume Information|$RECYCLE.BIN|.Trash-1000|lost+found|.AppleDouble|ascmhl
@eaDir|#recycle|#snapshot|@Recycle|.@__thumb|.snapshot|~snapshot|@Recently-Snapshot|.zfs|.Recycle.Bin|Network Trash Folder
RECYCLER|FOUND.000|Temporary Items|.stversions|.stfolder|.sync|.dropbox.cache|.tmp.drivedownload|.tmp.driveupload
.849C9593-D756-4E56-8D6E-42412F2A707B|@tmp|.Trash`;

const namesOf = (list: string) => list.trim().split(/[|\n]/);

describe("litter", () => {
  test.each(namesOf(FILES))("leaves out the file %j in any case", (name) => {
    expect([name, name.toLowerCase(), name.toUpperCase()].every(isLitterFile)).toBe(true);
  });

  test.each(namesOf(FOLDERS))("does not open the folder %s in any case", (name) => {
    expect([name, name.toLowerCase(), name.toUpperCase()].every(isLitterFolder)).toBe(true);
  });

  test.each([
    "A001C001_220901_R3CK.mp4",
    "C0001M01.XML",
    "A.SRT",
    "A001.ale",
    "day.csv",
    "a.wav",
    "part",
    "log",
  ])("keeps the file %s", (name) => {
    expect(isLitterFile(name)).toBe(false);
  });

  test.each(["Sub", "Proxy", "PROXY", "BDMV", "trashes", "A001"])("opens the folder %s", (name) => {
    expect(isLitterFolder(name)).toBe(false);
  });

  test("knows the camera's folders of small pictures and memos", () => {
    expect(["ICON", "VOICE", "THMBNL", "Thmbnl"].every(isCameraExtraFolder)).toBe(true);
    expect(["_thumbnails", "VIDEO"].some(isCameraExtraFolder)).toBe(false);
  });
});
