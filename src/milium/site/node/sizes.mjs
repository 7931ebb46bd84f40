// Say how large files are as they are, with gzip and with brotli: node sizes.mjs FILE... -> JSON
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const rows = process.argv.slice(2).map((name) => {
  const raw = readFileSync(name);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  return [name, raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw, { params }).length];
});
process.stdout.write(JSON.stringify(rows));
