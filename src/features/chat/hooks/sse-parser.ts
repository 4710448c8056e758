/** One server-sent event; `id` is the last one that was told, as the protocol has it. */
export type ServerSentEvent = { id: string | null; data: string };

/**
 * Takes a stream of text in pieces of any size and gives the events that are complete. Comments, event
 * names and retry hints are passed over: the chat has no use for them.
 */
export function createSseParser(): (piece: string) => ServerSentEvent[] {
  let rest = "";
  let id: string | null = null;
  let data: string[] = [];
  return (piece) => {
    const events: ServerSentEvent[] = [];
    const lines = (rest + piece).split(/\r\n|\n|\r(?=[^\n])/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) events.push({ id, data: data.join("\n") });
        data = [];
      } else if (line.startsWith("data:")) {
        data.push(fieldValue(line, 5));
      } else if (line.startsWith("id:")) {
        id = fieldValue(line, 3);
      }
    }
    return events;
  };
}

function fieldValue(line: string, from: number): string {
  return line.slice(line[from] === " " ? from + 1 : from);
}
