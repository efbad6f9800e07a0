// A renderer is one function per kind of event; a forgotten kind does not compile.
import type { Emit, Event, EventType } from "../domain/events.ts";

export type EventOf<Type extends EventType> = Extract<Event, { type: Type }>;

export type Renderer = { readonly [Type in EventType]: (event: EventOf<Type>) => void };

/** The plain function that the rest of the program says things with. */
export function toEmit(renderer: Renderer): Emit {
  return (event) => (renderer[event.type] as (said: Event) => void)(event);
}
