declare module '*.json?first' {
  const texts: Record<string, string>
  export default texts
}
