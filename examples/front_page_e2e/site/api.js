import { API, POLL_MS } from "./config.js";

/** Ask the server; an answer that is not a 200 is thrown, its status as the message. */
export async function ask(endpoint, query) {
  const answer = await fetch(`${API}/v1/${endpoint}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Show something now and again every few seconds, and below it when the server cannot be asked. */
export async function poll(show) {
  const notice = document.querySelector("#notice");
  try {
    await show();
    notice.textContent = "";
  } catch (error) {
    notice.textContent = error.message === "404" ? "There is no such player." : "The server does not answer.";
  }
  setTimeout(poll, POLL_MS, show);
}

/** Put text into an element. */
export function write(selector, text) {
  document.querySelector(selector).textContent = text;
}
