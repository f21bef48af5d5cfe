/** Requests `/health` of a server again and again, as another person would, until it is stopped. */
export interface Bystander {
  /** Ends it; resolves with how long each answer took, in milliseconds. */
  stop(): Promise<number[]>;
}

/** Starts a bystander at a server's address; `pause` is the time between its requests, in milliseconds. */
export function startBystander(url: string, pause = 0): Bystander {
  let isOver = false;
  const waits: number[] = [];
  const asking = (async () => {
    while (!isOver) {
      const begun = performance.now();
      await (await fetch(`${url}/health`)).text();
      waits.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return waits;
  })();
  return {
    stop: () => {
      isOver = true;
      return asking;
    },
  };
}
