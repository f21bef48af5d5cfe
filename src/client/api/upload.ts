import { PERSON_HEADER } from "@/shared/person-header";
import { currentTranslate } from "@/messages/current";
import { ApiError, offline, refuseWhenClosed } from "./api";
import { publishHttpOutcome } from "./http-outcome";

/** The options of an upload, and a listener for its progress. */
export interface UploadOptions {
  file: File;
  /** Text fields beside the file, such as `commentId`. */
  fields?: Record<string, string>;
  /** The same key with each attempt, so that a file is stored once however often it is sent. */
  idempotencyKey: string;
  /** The person whose upload it is: the server refuses it if the browser is signed in as another person by now. */
  personId?: string;
  /** The share of the bytes that was sent, 0..1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends one file as multipart and returns the answer's JSON; throws ApiError as `callApi` does (fetch cannot report progress). */
export function uploadFile<T>(path: string, options: UploadOptions): Promise<T> {
  const { file, fields = {}, idempotencyKey, personId, onProgress, signal } = options;
  return new Promise<T>((resolve, reject) => {
    refuseWhenClosed();
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const settle = (): void => signal?.removeEventListener("abort", stop);
    request.open("POST", path);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("idempotency-key", idempotencyKey);
    if (personId) {
      request.setRequestHeader(PERSON_HEADER, personId);
    }
    request.upload.addEventListener("progress", (event) =>
      onProgress?.(event.lengthComputable ? event.loaded / event.total : 0),
    );
    request.addEventListener("load", () => {
      settle();
      publishHttpOutcome(request.status);
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText));
      } else {
        reject(
          new ApiError(
            request.status,
            parseProblem(request.responseText),
            Number(request.getResponseHeader("retry-after")) || null,
          ),
        );
      }
    });
    request.addEventListener("error", () => {
      settle();
      publishHttpOutcome(0);
      reject(offline());
    });
    request.addEventListener("abort", () => {
      settle();
      reject(new DOMException(currentTranslate()("client.uploadStopped"), "AbortError"));
    });
    if (signal?.aborted) {
      reject(new DOMException(currentTranslate()("client.uploadStopped"), "AbortError"));
      return;
    }
    signal?.addEventListener("abort", stop);
    const form = new FormData();
    // Before the file: the server can refuse by them without having read all of it.
    for (const [name, value] of Object.entries(fields)) {
      form.append(name, value);
    }
    form.append("file", file, file.name);
    request.send(form);
  });
}

function parseProblem(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
