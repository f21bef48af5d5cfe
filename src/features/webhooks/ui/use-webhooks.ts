"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { Audited } from "@/client/live/use-audited";
import type {
  WebhookDeliveryDto,
  WebhookDto,
  WebhookPatch,
  WebhookWithSecretDto,
} from "@/features/webhooks/schema";

const KEY = ["admin", "webhooks"];
const PATH = "/api/admin/webhooks";
const PAGE = 50;
/** What is sent, and what comes of it, is announced to nobody. */
const REFRESH_MILLISECONDS = 3_000;

const concerns = ({ subjectType }: Audited): boolean => subjectType === "webhook";

/** The webhooks, live: what another admin does shows at once, and what was sent a few seconds later. */
export function useWebhooks(isInUse: boolean): LiveRows<WebhookDto> {
  return useLiveList<WebhookDto>(
    { key: KEY, path: PATH, search: `limit=${PAGE}` },
    { isInUse, concerns, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}

/** One webhook, live. */
export function useWebhook(id: string): Live<WebhookDto> {
  return useLive<WebhookDto>(
    { key: [...KEY, "one", id], path: `${PATH}/${id}` },
    { concerns, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}

/** One webhook as it stands now, below the list: `known` until it is fetched again. */
export function useKnownWebhook(known: WebhookDto): WebhookDto {
  const { data } = useQuery({
    queryKey: [...KEY, "known", known.id],
    queryFn: ({ signal }) => callApi<WebhookDto>(`${PATH}/${known.id}`, { signal }),
    initialData: known,
    staleTime: 0,
    refetchInterval: REFRESH_MILLISECONDS,
    retry: false,
  });
  return data;
}

/** What a webhook was sent, of one state or of all, live. */
export function useDeliveries(
  id: string,
  state: WebhookDeliveryDto["state"] | null,
  isInUse: boolean,
): LiveRows<WebhookDeliveryDto> {
  const search = new URLSearchParams({ limit: String(PAGE), ...(state === null ? {} : { state }) });
  return useLiveList<WebhookDeliveryDto>(
    { key: [...KEY, "deliveries", id], path: `${PATH}/${id}/deliveries`, search: search.toString() },
    { isInUse, concerns, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}

/** What POST /api/admin/webhooks takes. */
export interface NewWebhook {
  url: string;
  description: string;
  side: string;
  types: readonly string[];
}

/** Makes a webhook; throws ApiError. */
export async function makeWebhook(input: NewWebhook): Promise<WebhookWithSecretDto> {
  return await send<WebhookWithSecretDto>("POST", PATH, input);
}

/** Changes a webhook; throws ApiError. */
export async function changeWebhook(id: string, patch: WebhookPatch): Promise<WebhookDto> {
  return await send<WebhookDto>("PATCH", `${PATH}/${id}`, patch);
}

/** Deletes a webhook; throws ApiError. */
export async function deleteWebhook(id: string): Promise<void> {
  await send("DELETE", `${PATH}/${id}`);
}

/** Gives a webhook a new secret, and returns it; throws ApiError. */
export async function changeSecret(id: string): Promise<string> {
  return (await send<WebhookWithSecretDto>("POST", `${PATH}/${id}/secret`)).secret ?? "";
}

/** Sends a test; throws ApiError. */
export async function testWebhook(id: string): Promise<void> {
  await send("POST", `${PATH}/${id}/test`);
}

/** Sends a delivery again; throws ApiError. */
export async function resendDelivery(id: string): Promise<void> {
  await send("POST", `/api/admin/webhook-deliveries/${id}/resend`);
}

async function send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  return await callApi<T>(path, {
    method,
    idempotencyKey: newIdempotencyKey(),
    ...(body === undefined ? {} : { body }),
  });
}
