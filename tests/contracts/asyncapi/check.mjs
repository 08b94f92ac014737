// Reads an AsyncAPI document from standard input and prints, as JSON, what AsyncAPI's own parser finds.
// Severities: 0 error, 1 warning, 2 information, 3 hint.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(readFileSync(0, "utf8"));
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
process.stdout.write(JSON.stringify({ found, told: told ?? null }));
