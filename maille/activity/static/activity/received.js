// A day of appointments by keyboard: the keys of the presence sheet; each answer is a form, sent at once.

import { listen } from "./keys.js";

const root = document.querySelector("[data-received]");
listen({ root, typed: null, shown: () => [...root.querySelectorAll("li[data-who]")] });
