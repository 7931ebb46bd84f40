// Which program and knowledge this is: a plan that others made is not shown.
export const { code } = /*BUILD*/null;
