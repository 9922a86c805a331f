// Prints the TypeScript of a Markdown page, block after block, at the lines where it stands there, so
// that a finding of the compiler names the page's line.

import { readFileSync } from "node:fs";

let inside = false;
for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  const fence = line.startsWith("```");
  if (fence) inside = line === "```ts";
  console.log(inside && !fence ? line : "");
}
