/**
 * The only tables that are read before a workspace is known: to find the workspace of a tenant or of a key, and to find what the
 * worker has to do next. They hold ids and instants, never text. Each has its own policy; the catalogue test refuses
 * any other table a policy without the workspace.
 */
export const controlTables: readonly string[] = ['workspaces', 'credentials', 'outbox', 'due', 'chat_sends']
