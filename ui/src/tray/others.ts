import type { Begun } from "../compose/shelf";

/** What a post can carry that does not begin with a file, in the order it is offered. */
export const others: readonly Begun[] = ["link", "carousel", "poll", "reshare"];
