declare module '*.json?panel' {
  const texts: Record<string, string>
  export default texts
}
