import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { afterEdit, beforeEdit, undoByKey } from "./undo";

let field: HTMLTextAreaElement;

/** As a browser types: at the caret, told before and after. */
function type(text: string, inputType = "insertText") {
  for (const data of inputType === "insertText" ? text : [text]) {
    field.dispatchEvent(new InputEvent("beforeinput", { bubbles: true, inputType, data }));
    field.setRangeText(data, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data }));
  }
}

function press(key: string, more: KeyboardEventInit = {}, target: HTMLElement = field) {
  const event = new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

const told: [string, (event: never) => unknown][] = [
  ["beforeinput", beforeEdit],
  ["input", afterEdit],
  ["keydown", undoByKey],
];

describe("undoing in a field", () => {
  beforeEach(() => {
    field = document.body.appendChild(document.createElement("textarea"));
    for (const [name, hear] of told) document.addEventListener(name, hear as EventListener);
  });
  afterEach(() => {
    field.remove();
    for (const [name, hear] of told) document.removeEventListener(name, hear as EventListener);
  });

  it("goes back word by word, and forth again", () => {
    type("a steam crane");
    const back = [];
    for (let times = 0; times < 4; times += 1) {
      press("z");
      back.push(field.value);
    }
    expect(back).toEqual(["a steam", "a", "", ""]);
    press("Z", { shiftKey: true });
    press("y");
    press("y");
    press("y");
    expect(field.value).toBe("a steam crane");
  });

  it("is told as an edit, so that the draft follows", () => {
    type("crane");
    let heard = "";
    field.addEventListener("input", () => (heard = field.value || "nothing"));
    press("z");
    expect(heard).toBe("nothing");
  });

  it("brings back what was overwritten, with its selection", () => {
    type("crane");
    field.setSelectionRange(0, 5);
    type("quay");
    press("z");
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(["crane", 0, 5]);
  });

  it("takes a paste as a step of its own", () => {
    type("a");
    type(" pasted text", "insertFromPaste");
    press("z");
    expect(field.value).toBe("a");
  });

  it("forgets what was undone once something else is written", () => {
    type("one two");
    press("z");
    type(" three");
    press("y");
    expect(field.value).toBe("one three");
  });

  it("does not bring back the text that another draft's has taken the place of", () => {
    type("of one draft");
    field.value = "of another";
    press("z");
    expect(field.value).toBe("of another");
    field.setSelectionRange(10, 10);
    type("!");
    press("z");
    press("z");
    expect(field.value).toBe("of another");
  });

  it("leaves the key alone elsewhere, and keeps nothing of a password", () => {
    const elsewhere = document.body.appendChild(document.createElement("button"));
    const secret = document.body.appendChild(document.createElement("input"));
    secret.type = "password";
    expect([press("z", {}, elsewhere), press("z", {}, secret), press("z", { altKey: true })]).toEqual(
      Array(3).fill(false),
    );
    expect(press("z")).toBe(true);
    elsewhere.remove();
    secret.remove();
  });
});
