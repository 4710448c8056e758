import { type BenchInstallation, startBenchInstallation } from "./installation";
import { interleave, medianRatio, percentile, rounded } from "./interleave";
import { processorMs, startScript } from "./processes";
import { question, readStream, type StreamTimes } from "./read-stream";

const modelName = "gpt-5-mini";
/** Words of an answer for the time per chunk: enough to average, well inside the bound of an answer. */
const chunks = 1000;
const appCommand = /counterpart-app|server-app\/main/;

export type ChatOptions = { rounds: number; requestsPerRound: number; streams: number };

type Side = { name: string; ask: () => Promise<StreamTimes>; processor: () => Promise<number> };

/**
 * The chat's route beside the bare AI SDK, both on the same loopback provider: time to the first token, time
 * added per chunk when the model is fast, and many streams at once.
 */
export async function benchChat(options: ChatOptions) {
  const model = await startScript("src/testing/model-server/run.ts", ["0"]);
  const bare = await startScript("bench/bare-server.ts", [`${model.url}/v1`]);
  const ours = await startBenchInstallation(model.url);
  try {
    const sides: [Side, Side] = [bareSide(bare.url, bare.child.pid ?? 0), ourSide(ours)];
    const script = (standard: object) =>
      fetch(`${model.url}/_control`, { method: "POST", body: JSON.stringify({ standard }) }).then((response) =>
        response.text(),
      );
    await script({ tokens: 20 });
    const firstToken = await measureFirstToken(sides, options);
    console.log("chat, first token:", JSON.stringify(firstToken.summary));
    await script({ tokens: chunks });
    const perChunk = await measurePerChunk(sides, options);
    console.log("chat, added per chunk:", JSON.stringify(perChunk.summary));
    await script({ tokens: 150, msPerToken: 20 });
    const streams = await measureStreams(sides, options);
    console.log("chat, streams at once:", JSON.stringify(streams));
    return { provider: "loopback", firstToken, perChunk, streams };
  } finally {
    await ours.stop();
    await bare.stop();
    await model.stop();
  }
}

function bareSide(url: string, pid: number): Side {
  return {
    name: "bare",
    ask: () =>
      readStream(
        url,
        { "content-type": "application/json" },
        { text: "Which lane had the best margin last week, and why?", modelId: modelName },
      ),
    processor: () => processorMs(pid, /./),
  };
}

function ourSide(installation: BenchInstallation): Side {
  return {
    name: "counterpart",
    ask: () => readStream(`${installation.baseUrl}/api/chat`, installation.headers, question(`openai/${modelName}`)),
    processor: () => processorMs(installation.launcherPid, appCommand),
  };
}

/** One after the other, a few of each a round; the median of a round is its number, all samples give the 99th percentile. */
async function measureFirstToken(sides: [Side, Side], options: ChatOptions) {
  const samples = new Map<string, number[]>(sides.map(({ name }) => [name, []]));
  const figures = await interleave(
    sides.map((side) => ({
      name: side.name,
      measure: async (round) => {
        const times: number[] = [];
        for (let n = 0; n < options.requestsPerRound; n++) times.push((await side.ask()).firstTokenMs);
        if (round > 0) samples.get(side.name)?.push(...times);
        return percentile(times, 50);
      },
    })),
    options.rounds,
  );
  const at = (name: string, rank: number) => percentile(samples.get(name) ?? [], rank);
  const summary = {
    bareP50Ms: at("bare", 50),
    oursP50Ms: at("counterpart", 50),
    addedP50Ms: rounded(at("counterpart", 50) - at("bare", 50)),
    bareP99Ms: at("bare", 99),
    oursP99Ms: at("counterpart", 99),
    addedP99Ms: rounded(at("counterpart", 99) - at("bare", 99)),
    samples: samples.get("bare")?.length ?? 0,
  };
  return { summary, figures };
}

async function measurePerChunk(sides: [Side, Side], options: ChatOptions) {
  const figures = await interleave(
    sides.map((side) => ({
      name: side.name,
      measure: async () => {
        const times = await side.ask();
        return (times.totalMs - times.firstTokenMs) / chunks;
      },
    })),
    options.rounds,
  );
  const [bare, ours] = [figures.bare, figures.counterpart];
  const added = bare !== undefined && ours !== undefined ? rounded(ours.median - bare.median) : Number.NaN;
  const ratio = bare !== undefined && ours !== undefined ? medianRatio(ours, bare) : Number.NaN;
  return { summary: { unit: "ms a chunk", bare: bare?.median, ours: ours?.median, added, ratio }, figures };
}

async function measureStreams(sides: [Side, Side], options: ChatOptions) {
  const results: Record<string, object> = {};
  for (const side of sides) {
    const before = await side.processor();
    const started = performance.now();
    const all = await Promise.allSettled(Array.from({ length: options.streams }, () => side.ask()));
    const done = all.filter((result) => result.status === "fulfilled").map(({ value }) => value);
    const failures = all.filter((result) => result.status === "rejected").map(({ reason }) => String(reason));
    results[side.name] = {
      streams: options.streams,
      finished: done.length,
      failures: [...new Set(failures)].slice(0, 3),
      wallMs: rounded(performance.now() - started),
      firstTokenP50Ms: percentile(
        done.map(({ firstTokenMs }) => firstTokenMs),
        50,
      ),
      firstTokenP99Ms: percentile(
        done.map(({ firstTokenMs }) => firstTokenMs),
        99,
      ),
      totalP50Ms: percentile(
        done.map(({ totalMs }) => totalMs),
        50,
      ),
      processorMsPerStream: rounded(((await side.processor()) - before) / options.streams),
    };
  }
  return results;
}
