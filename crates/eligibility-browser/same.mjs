// Answers requests with the module, one a line: node same.mjs MODULE RULES REQUESTS. The last line says on standard error how long it took from
// the bytes of the module to the first answer.
import { readFileSync } from "node:fs";

const [module, rules, requests] = process.argv.slice(2).map((path) => readFileSync(path));
const begun = performance.now();
const { instance } = await WebAssembly.instantiate(module, {});
const { memory, finder_input: input, finder_open: open, finder_ask: ask, finder_output: output, finder_output_length: output_length } = instance.exports;

const call = (bytes, name) => {
    const place = input(bytes.length);
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
    const status = name();
    const answer = new TextDecoder().decode(new Uint8Array(memory.buffer, output(), output_length()));
    return { status, answer };
};

const opened = call(rules, open);
if (opened.status !== 0) {
    console.error(opened.answer);
    process.exit(1);
}
let first = null;
for (const line of new TextDecoder().decode(requests).split("\n").filter((line) => line)) {
    console.log(call(new TextEncoder().encode(line), ask).answer);
    first ??= performance.now() - begun;
}
console.error(`first answer after ${first?.toFixed(2)} ms`);
