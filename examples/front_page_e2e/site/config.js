export const API = "https://api.someserver.example";
export const POLL_MS = 5000;
