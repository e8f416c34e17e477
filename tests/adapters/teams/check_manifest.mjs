// Reads an app manifest from standard input and prints what the schema that it names objects to. Run by test_package.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const require = createRequire(new URL("../../package.json", import.meta.url));
const Ajv = require("ajv-draft-04").default;
const addFormats = require("ajv-formats").default;

const manifest = JSON.parse(await text(process.stdin));
const bundled = new URL(
  `../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`,
  import.meta.url,
);
const schema = JSON.parse(readFileSync(bundled, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const check = ajv.compile(schema);
check(manifest);
console.log(JSON.stringify((check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)));
