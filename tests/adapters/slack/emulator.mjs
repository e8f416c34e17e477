// Slack's Web API, OAuth and views by the package emulate; prints its address, and runs until its input ends.
import { createEmulator } from "emulate";

const seed = JSON.parse(process.argv[2]);
const emulator = await createEmulator({ service: "slack", port: Number(process.argv[3]), seed: { slack: seed } });
process.stdout.write(`${JSON.stringify({ url: emulator.url })}\n`);
process.stdin.resume();
process.stdin.on("end", async () => {
  await emulator.close();
  process.exit(0);
});
