// A rule of the linter: no list of unknown length becomes the arguments of a call, for those lie on the stack.
const MESSAGE =
  "A list of some hundred thousand ends the program here (Maximum call stack size exceeded): loop over it, or hand over the list itself.";

/** Named one by one where it is written: such a list cannot grow. */
const isWrittenOut = (node) =>
  node.type === "ArrayExpression" && node.elements.every((element) => element?.type !== "SpreadElement");

/** What came as arguments fits on the stack as arguments again. */
function isRestOfCaller(node) {
  if (node.type !== "Identifier") return false;
  for (let around = node.parent; around; around = around.parent) {
    const last = around.params?.at(-1);
    if (last?.type === "RestElement" && last.argument.name === node.name) return true;
  }
  return false;
}

const noSpreadIntoCalls = {
  create(context) {
    const look = (node) => {
      for (const { type, argument } of node.arguments) {
        if (type !== "SpreadElement" || isWrittenOut(argument) || isRestOfCaller(argument)) continue;
        context.report({ node: argument, message: MESSAGE });
      }
    };
    return { CallExpression: look, NewExpression: look };
  },
};

// The linter looks for its plugins under this name.
// oxlint-disable-next-line import/no-default-export
export default { meta: { name: "odailies" }, rules: { "no-spread-into-calls": noSpreadIntoCalls } };
