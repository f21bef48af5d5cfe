/** Variables in texts that are shown formatted: components take them from here, the server from the formatting itself. */
export { fillVariables, findVariables } from "@/ui/markdown/variables";
