// Writes the licence of each package that the bundle holds, by the list of its inputs.
import { readFileSync } from "node:fs";

const inputs = Object.keys(JSON.parse(readFileSync(process.argv[2], "utf8")).inputs);
const folders = new Set(inputs.map(path => /^node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[0]).filter(Boolean));
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  process.stdout.write(`${name} ${version} (${license})\n\n${readFileSync(`${folder}/LICENSE`, "utf8").trim()}\n\n${"-".repeat(80)}\n\n`);
}
