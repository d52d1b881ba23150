// Lighthouse's judgement of one page, in a browser that is open already:
// node lighthouse.js URL PORT CATEGORY…  Called as a library, it reports to nobody.

import lighthouse from "lighthouse";

const METRICS = {
  "first-contentful-paint": "FCP",
  "largest-contentful-paint": "LCP",
  "total-blocking-time": "TBT",
  "cumulative-layout-shift": "CLS",
  "speed-index": "SI",
};

const [url, port, ...onlyCategories] = process.argv.slice(2);
const told = await lighthouse(url, { port: Number(port), logLevel: "silent", onlyCategories });
if (!told || told.lhr.runtimeError) throw new Error(told?.lhr.runtimeError?.message ?? "nothing came back");
const { audits, categories } = told.lhr;

const scores = Object.fromEntries(
  Object.entries(categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]),
);
const metrics = Object.fromEntries(
  Object.entries(METRICS).map(([id, name]) => [
    name,
    Math.round((audits[id].numericValue ?? 0) * 1000) / 1000,
  ]),
);
// What has no weight costs no points, and is told all the same where people could mend it.
const failed = Object.values(categories).flatMap(({ auditRefs, id }) =>
  auditRefs
    .filter((ref) => id !== "performance" || ref.weight > 0)
    .map((ref) => audits[ref.id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map((audit) => `${id}: ${audit.id}`),
);
if (process.env.LIGHTHOUSE_REPORT) {
  const { writeFileSync } = await import("node:fs");
  writeFileSync(process.env.LIGHTHOUSE_REPORT, JSON.stringify(told.lhr));
}
console.log(JSON.stringify({ scores, metrics, failed }));
