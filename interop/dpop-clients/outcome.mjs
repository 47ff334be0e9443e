// What a test reads: a line for each call, with the status, and the errors that the client found in the challenges.

/** Prints how a call ended, which answers a response or fails with a challenge. */
export async function say(what, call) {
  const end = await call.then((answer) => [answer.status], (error) => {
    if (!Array.isArray(error.cause)) throw error;
    return [error.status, ...error.cause.map((challenge) => challenge.parameters.error).filter(Boolean)];
  });
  console.log([what, ...end].join(' '));
}

/** A fetch that keeps what was sent, and the statuses of the answers. */
export function recorder() {
  const record = async (url, init) => {
    record.sent = [url, init];
    const answer = await fetch(url, init);
    record.statuses.push(answer.status);
    return answer;
  };
  record.statuses = [];
  return record;
}

/** Others that send what a client made for one request in another one. */
export const tampered = {
  uri: (url, init) => fetch(`${url}/owner`, init),
  method: (url, init) => fetch(url, { ...init, method: 'POST' }),
  again: ({ sent }) => () => fetch(...sent),
};
