// Answers carts with the WASM module that is named: a case a line in, its answer a line out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { put, calculate, get, clear } = instance.exports;

// The reader stops at the first cart that differs.
process.stdout.on("error", () => process.exit(1));

for await (const line of createInterface({ input: process.stdin })) {
  for (const byte of Buffer.from(line)) put(byte);
  const answer = Buffer.alloc(calculate());
  for (let at = 0; at < answer.length; at++) answer[at] = get(at);
  clear();
  process.stdout.write(`${answer}\n`);
}
