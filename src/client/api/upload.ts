import { PERSON_HEADER } from "@/shared/person-header";
import { currentTranslate } from "@/messages/current";
import { ApiError, offline, refuseWhenClosed } from "./api";
import { tellHttpOutcome } from "./http-outcome";

/** What an upload carries, and who wants to hear of its progress. */
export interface UploadOptions {
  file: File;
  /** Text fields beside the file, such as `commentId`. */
  fields?: Record<string, string>;
  /** The same key with each try, so that a file arrives once however often it is sent. */
  idempotencyKey: string;
  /** Whose upload it is: refused, if the browser is signed in as somebody else by now. */
  personId?: string;
  /** 0..1 of the bytes on their way. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends one file as multipart and returns the answer's JSON; throws ApiError as `callApi` does (fetch cannot tell progress). */
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
      tellHttpOutcome(request.status);
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
      tellHttpOutcome(0);
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
