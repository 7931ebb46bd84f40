// Which program and knowledge this is: a plan that others made is not shown. And the languages it speaks.
export const { code, languages } = /*BUILD*/null;
