// Reads Parquet files with DuckDB and prints what it finds, a line of JSON for each file: the columns with their
// types, the rows, and the metadata. It is given the files' names.
import { DuckDBInstance } from "@duckdb/node-api";

const db = await DuckDBInstance.create(":memory:");
const duck = await db.connect();
const rows = async (sql, ...values) => (await duck.runAndReadAll(sql, values)).getRowObjectsJson();

await duck.run("SET TimeZone = 'UTC'");
for (const file of process.argv.slice(2)) {
	const columns = (await rows("DESCRIBE SELECT * FROM read_parquet($1)", file)).map((c) => [c.column_name, c.column_type]);
	// Every value as text, a time as DuckDB understands it, so that nothing is lost on the way through JSON.
	const shown = columns.map(([name, type]) => {
		const column = `"${name}"`;
		if (type.startsWith("TIMESTAMP")) return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column}`;
		return `CAST(${column} AS VARCHAR) AS ${column}`;
	});
	const data = await rows(`SELECT ${shown.join(", ")} FROM read_parquet($1)`, file);
	const meta = await rows("SELECT CAST(key AS VARCHAR) AS key, CAST(value AS VARCHAR) AS value FROM parquet_kv_metadata($1)", file);
	const packed = await rows("SELECT DISTINCT compression AS c FROM parquet_metadata($1)", file);
	console.log(JSON.stringify({ columns, rows: data, meta: Object.fromEntries(meta.map((m) => [m.key, m.value])), packed: packed.map((p) => p.c) }));
}
