import { request } from "node:http";

/** An answer to `rawRequest`; `json` is null when it is none. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: unknown;
}

/** Asks by HTTP with exactly these headers, Host too, which `fetch` does not let one choose. */
export function rawRequest(
  url: string,
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        const isJson = text !== "" && /json/.test(response.headers["content-type"] ?? "");
        const json: unknown = isJson ? JSON.parse(text) : null;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}
