// Slack's Web API, OAuth and views by the package emulate, at an address of its own; runs until its input ends.
//
// The package reads no query strings, which slack_sdk uses for some methods, and leaves out the zone that Slack tells of
// every person. So what comes in passes through here first: queries go into the body, and users get a zone. Printed are
// the address and then, a line each, the calls: method, token and answer.
import { Agent, createServer, request as ask } from "node:http";
import { createEmulator } from "emulate";

const seed = JSON.parse(process.argv[2]);
const emulator = await createEmulator({ service: "slack", port: Number(process.argv[3]), seed: { slack: seed } });
const agent = new Agent({ keepAlive: true });

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, emulator.url);
  if (!pathname.startsWith("/api/")) {
    forward(request.url, request, await bodyOf(request), response);
    return;
  }
  const method = pathname.slice("/api/".length);
  const body = withQuery(await bodyOf(request), request.headers["content-type"] ?? "", searchParams);
  const token = (request.headers.authorization ?? "").replace("Bearer ", "");
  forward(pathname, request, body, response, (answer) => {
    if (method === "users.info" && answer.user) answer.user.tz = "America/Chicago";
    process.stdout.write(`${JSON.stringify([method, token.startsWith("xoxb") ? token : "", answer])}\n`);
    return answer;
  });
}).listen(0, "127.0.0.1", function () {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${this.address().port}` })}\n`);
});

async function bodyOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function withQuery(body, type, query) {
  if (!query.size) return body;
  if (type.includes("json")) {
    return JSON.stringify({ ...Object.fromEntries(query), ...JSON.parse(body.toString() || "{}") });
  }
  return [query.toString(), body.toString()].filter(Boolean).join("&");
}

function forward(path, request, body, response, noted) {
  const { "content-type": type = "application/x-www-form-urlencoded", ...rest } = request.headers;
  const headers = { ...rest, "content-type": type, "content-length": Buffer.byteLength(body) };
  const method = noted ? "POST" : request.method;
  delete headers["transfer-encoding"];
  const asked = ask(`${emulator.url}${path}`, { method, headers, agent }, async (answered) => {
    let answer = await bodyOf(answered);
    if (noted && answered.headers["content-type"]?.includes("json")) {
      answer = JSON.stringify(noted(JSON.parse(answer.toString())));
    }
    const kept = { ...answered.headers, "content-length": Buffer.byteLength(answer) };
    delete kept["transfer-encoding"];
    response.writeHead(answered.statusCode, kept).end(answer);
  });
  asked.on("error", () => response.destroy()).end(body);
}

process.stdin.resume();
process.stdin.on("end", async () => {
  await emulator.close();
  process.exit(0);
});
