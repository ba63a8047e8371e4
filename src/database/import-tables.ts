/** Lists that were brought in, as they were read and what became of each line. */
export type ImportTables = {
  imports: {
    id: string, about: 'devices' | 'people', file_name: string, format: string
    state: 'reading' | 'mapping' | 'preview' | 'applying' | 'applied' | 'undone' | 'failed'
    progress: number, detail: string, by_id: string, created_at: string, applied_at: string | null
    undone_at: string | null
  }
  import_lines: { import_id: string, line: number, cells: string }
  import_rows: {
    import_id: string, line: number, part: number
    what: 'device' | 'person' | 'set' | 'class' | 'loan' | 'out of use'
    status: 'new' | 'changed' | 'unchanged' | 'problem'
    reason: string, fields: string, target_id: string | null, before: string | null
  }
  import_mappings: { headings_hash: string, about: string, mapping: string, saved_at: string }
}
