// Typed rows of a statement: the driver gives `unknown`, the schema in migrations.ts says what it is.
import type Database from "libsql";

type Bindable = string | number | null;

/** All rows that the statement gives. Columns are typed by the caller after the schema. */
export function selectAll<Row>(database: Database.Database, sql: string, ...values: Bindable[]): Row[] {
  return database.prepare(sql).all(...values) as Row[];
}
