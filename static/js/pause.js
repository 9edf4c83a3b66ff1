/* Returns what to call at each change: `run` follows once there has been none for `pause`
   milliseconds. Its signal ends what still runs of it when it runs again. */

export function afterPause(pause, run) {
  let timer;
  let running = new AbortController();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running.abort();
      running = new AbortController();
      run(running.signal);
    }, pause);
  };
}
