// Reads AsyncAPI documents, a JSON array of them, from standard input and prints, as JSON and in their order,
// what AsyncAPI's own parser finds in each. Severities: 0 error, 1 warning, 2 information, 3 hint.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

async function read(said) {
  const { document, diagnostics } = await new Parser().parse(said);
  const found = diagnostics.map(({ severity, code, message, path }) => ({
    severity,
    code,
    message,
    at: path.join("."),
  }));
  const told = document && {
    channels: document.channels().all().length,
    messages: document.messages().all().length,
    operations: document.operations().all().length,
  };
  return { found, told: told ?? null };
}

const answers = [];
for (const said of JSON.parse(readFileSync(0, "utf8"))) answers.push(await read(said));
process.stdout.write(JSON.stringify(answers));
