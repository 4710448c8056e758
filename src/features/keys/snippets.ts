/** The model that is always there, for a first try. */
const firstModel = "demo/counterpart-demo";

/** @param baseUrl of the API, for example `https://example.com/api/v1`. */
export function curlSnippet(baseUrl: string, secret: string): string {
  return [
    `curl ${baseUrl}/chat/completions \\`,
    `  -H "Authorization: Bearer ${secret}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "${firstModel}", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join("\n");
}

/** With OpenAI's own client: nothing but the base URL and the key differ. */
export function clientSnippet(baseUrl: string, secret: string): string {
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: "${baseUrl}",`,
    `  apiKey: "${secret}",`,
    "});",
    "const stream = await client.chat.completions.create({",
    `  model: "${firstModel}",`,
    '  messages: [{ role: "user", content: "Hello" }],',
    "  stream: true,",
    "});",
    "for await (const chunk of stream) {",
    '  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");',
    "}",
  ].join("\n");
}
