import Sqlite from 'better-sqlite3'
import { type LimitNode, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteQueryCompiler, type SqliteStatement } from 'kysely'

/**
 * SQLite as Kitbook needs it: WAL, an fsync at every commit, foreign keys, and writers that queue.
 * `synchronous` is set on every connection and after the switch to WAL, because better-sqlite3 is
 * compiled to fall back to NORMAL there, and NORMAL loses confirmed loans in a power cut.
 */
export function openSqlite(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const connection = new Sqlite(file, options)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('journal_size_limit = 16777216')
  return connection
}

/** Statements are prepared once, and `begin` takes the write lock at once instead of failing half-way. */
export function sqliteDialect(connection: Sqlite.Database): SqliteDialect {
  const statements = new Map<string, SqliteStatement>()
  const database: SqliteDatabase = {
    close: () => connection.close(),
    prepare: (text) => {
      const sql = spokenTo(connection, text)
      let statement = statements.get(sql)
      if (!statement) {
        statement = withRows(connection.prepare(sql))
        if (statements.size >= 1000) statements.clear()
        statements.set(sql, statement)
      }
      return statement
    },
  }
  return new WholeDialect({ database })
}

/** Rows are put together here: the objects that better-sqlite3 makes cost twice as much to make and to read. */
function withRows(statement: Sqlite.Statement<unknown[], unknown[]>): SqliteStatement {
  if (!statement.reader) return statement
  let names: string[] = []
  const rowOf = (values: unknown[]) => {
    // A migration may have given a table more columns since.
    if (values.length !== names.length) names = statement.columns().map(({ name }) => name)
    const row: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) row[names[i]!] = values[i]
    return row
  }
  statement.raw()
  return {
    reader: true, run: (values) => statement.run(values),
    all: (values) => statement.all(values).map(rowOf),
    * iterate(values) {
      for (const row of statement.iterate(values)) yield rowOf(row)
    },
  }
}

/** Migrations are all or nothing: SQLite can do that, though Kysely does not count on it. */
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * A bare `limit ?` makes SQLite plan the whole query anew each time it is run, as the plan might depend on the number: that
 * costs several times as much as most answers. It looks into no sum. (So does `column = ?` where a partial index says
 * `where column = 1`; there the query itself says the value, by `sql.lit`.)
 */
class OncePlanned extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    super.visitLimit(node)
    this.append(' + 0')
  }
}

class WholeDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new OncePlanned()
  }
}

/** SQLite ends a transaction by itself when the disk is full; a rollback after that would only hide the reason. */
function spokenTo(connection: Sqlite.Database, text: string): string {
  if (text === 'begin') return 'begin immediate'
  return text === 'rollback' && !connection.inTransaction ? 'select 1' : text
}
