// Answer labels with haircare-ingredients-analyzer, for bench/npm_peer.py: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { Analyzer } from "haircare-ingredients-analyzer";

const { timed, scored, seconds } = JSON.parse(readFileSync(0, "utf8"));
const analyzer = new Analyzer();
const names = (text) => analyzer.analyze(text).ingredients.map((i) => [i.name.trim(), i.ingredient?.name.trim() ?? ""]);

const found = scored.map(names); // warms it up as well
const begin = process.cpuUsage();
const used = () => (process.cpuUsage(begin).user + process.cpuUsage(begin).system) / 1e6;
let labels = 0;
while (labels < timed.length && used() < seconds) names(timed[labels++]);
process.stdout.write(JSON.stringify({ labels, seconds: used(), found }));
