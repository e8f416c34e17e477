// Reads cards as one JSON array from standard input and prints, for each, what Microsoft's own renderer objects to and
// what its texts become as Markdown. Run by test_cards.py.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const require = createRequire(new URL("../../package.json", import.meta.url));
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");
const markdown = require("markdown-it")();

const cards = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(cards.map((card) => ({ objections: objections(card), html: textsOf(card).map(html) }))));

function objections(card) {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  const failures = parsed.validateProperties().validationEvents;
  return [...events, ...failures].map((event) => event.message);
}

function html(words) {
  return markdown.render(words).trim();
}

function textsOf(element) {
  if (Array.isArray(element)) return element.flatMap(textsOf);
  if (element === null || typeof element !== "object") return [];
  const own = element.type === "TextBlock" ? [element.text] : [];
  const facts = (element.facts ?? []).flatMap((fact) => [fact.title, fact.value]);
  return [...own, ...facts, ...Object.values(element).flatMap(textsOf)];
}
