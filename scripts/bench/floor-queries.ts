import type { Database } from 'better-sqlite3'

export type Facts = { device_id: string, loan_id: string | null, borrower_id: string | null }

const facts = `d.id as device_id, d.code, t.name as type_name, t.off_site as off_site_rule, d.place, d.set_id, s.name as set_name, d.slot,
  d.created_at, l.id as loan_id, l.borrower_id, b.name as borrower, l.answers_id, w.name as answers, l.class_id, c.name as class_name,
  l.purpose, l.taken_at, l.due_at, l.off_site, l.out_desk_id, a.keeper_id, k.name as keeper, a.from_at as kept_since, o.because, o.from_at as out_of_use_since,
  (select min(n.at) from day_check_lines n where n.device_id = d.id and n.result = 'not back' and n.found_at is null) as not_back_since`
const custody = `from devices d join device_types t on t.id = d.type_id left join sets s on s.id = d.set_id
  left join loans l on l.device_id = d.id and l.returned_at is null and l.voided_at is null left join people b on b.id = l.borrower_id
  left join people w on w.id = l.answers_id left join classes c on c.id = l.class_id
  left join allocations a on a.device_id = d.id and a.until_at is null left join people k on k.id = a.keeper_id
  left join out_of_use o on o.device_id = d.id and o.until_at is null`
const ids = '(select value from json_each(?))'
const open = 'returned_at is null and voided_at is null'
const matching = `${custody} where d.search_text like ? or t.search_name like ?`
const lastSeen = (column: string) => `(select s1.${column} from sightings s1 where s1.device_id = d.id order by s1.seen_at desc limit 1)`
const owes = `((k.built_in = 'encryption' and t.encryption is not null) or exists (select 1 from check_kind_types x where x.kind_id = k.id and x.type_id = t.id))`
const lastCheck = `left join device_checks c on c.id = (select l.id from device_checks l where l.device_id = d.id and l.kind_id = k.id order by l.at desc, l.id desc limit 1)`
const owing = `from devices d join device_types t on t.id = d.type_id join check_kinds k on k.ended_at is null and ${owes} ${lastCheck}`
const owingByType = `from device_types t cross join check_kinds k cross join devices d ${lastCheck} where k.ended_at is null and ${owes} and d.type_id = t.id`
const gone = `(select count(*) from out_of_use o where o.device_id = d.id and o.until_at is null and o.because in ('lost', 'stolen', 'retired'))`
const leaving = (of: string, on: string) => `select p.id, p.name, p.last_day, count(*) as n from ${of} join people p on ${on} and p.last_day <= date(?, '+21 days')`

const signed = `select p.id as person_id, a.id, a.from_day, a.made_at, a.renewal, a.ended_at,
  (select max(s.signed_at) from signatures s where s.person_id = p.id and s.agreement_id = a.id) as signed_at
  from people p join agreement_kinds k on k.kind = p.kind join agreements a on a.id = k.agreement_id`
const firsts = `select d.id, d.code, d.created_at, a.keeper_id, o.because,
  (select f.taken_at from loans f where f.device_id = d.id and f.voided_at is null order by f.taken_at limit 1) as first_lent,
  (select f.from_at from allocations f where f.device_id = d.id order by f.from_at limit 1) as first_kept`
const keptOrGone = `left join allocations a on a.device_id = d.id and a.until_at is null left join out_of_use o on o.device_id = d.id and o.until_at is null`
const judged = `${firsts} from devices d join device_types t on t.id = d.type_id and t.password_reset = 1 ${keptOrGone}`
const judgedByType = `${firsts} from device_types t cross join devices d ${keptOrGone} where t.password_reset = 1 and d.type_id = t.id`
const reserved = `select r.*, p.name as person, c.name as class_name, t.name as type_name, s.name as set_name, s.code as set_code, d.code as device_code,
  (select count(*) from reservation_loans x join loans l on l.id = x.loan_id where x.reservation_id = r.id and l.voided_at is null) as collected,
  (select nullif(count(*), 0) from devices i where i.set_id = r.set_id and not exists (select 1 from out_of_use o where o.device_id = i.id and o.until_at is null)
    and not exists (select 1 from allocations a where a.device_id = i.id and a.until_at is null)) as in_set
  from reservations r join people p on p.id = r.person_id left join classes c on c.id = r.class_id left join device_types t on t.id = r.type_id
  left join sets s on s.id = r.set_id left join devices d on d.id = r.device_id where r.cancelled_at is null and r.day >= ?`
const approvals = `select a.*, p.name as person, q.name as asked_by, h.name as decider, r.name as revoker, t.name as type_name, t.off_site as type_rule, j.name as trip
  from approvals a join people p on p.id = a.person_id left join people q on q.id = a.asked_by_id left join people h on h.id = a.decided_by_id
  left join people r on r.id = a.revoked_by_id left join device_types t on t.id = a.type_id left join trips j on j.id = a.trip_id`

/** Every statement of the floor, prepared once. The indexes are the ones of Kitbook's own schema. */
export function queries(db: Database) {
  const one = (sql: string) => db.prepare(sql)
  return {
    begin: one('begin immediate'), commit: one('commit'),
    settings: one('select key, value from settings'),
    calendar: one('select version from calendar_version'), pause: one('select id, from_at from pauses where until_at is null'),
    session: one(`select a.id, a.person_id, p.name, r.role from sessions s join accounts a on a.id = s.account_id join people p on p.id = a.person_id
      left join person_roles r on r.person_id = p.id where s.token_hash = ? and s.ends_at > ? and a.closed_at is null`),
    desk: one('select id, name, set_id, at_desk from desks where token_hash = ? and closed_at is null'),
    atDesk: one('select at_desk from desks where id = ?'), keep: one('update desks set at_desk = ? where id = ?'),
    key: one('select * from desk_scans where key = ?'),
    same: one('select * from desk_scans where desk_id = ? and text = ? and answered_at >= ? and scanned_at between ? and ? and undone_at is null order by id desc limit 1'),
    tag: one('select t.device_id, c.class_id, c.answers_id, c.purpose from tags t left join class_cards c on c.id = t.class_card_id where t.text = ?'),
    custody: one(`select ${facts} ${custody} where d.id in ${ids} order by d.code`),
    person: one('select id, name, kind, first_day, last_day from people where id = ?'),
    notFor: one('select d.id, n.kind from type_not_for n join devices d on d.type_id = n.type_id where d.id = ?'),
    endsAfter: one('select max(returned_at) as ended from loans where device_id = ? and returned_at > ? and voided_at is null'),
    openLoan: one(`select * from loans where device_id = ? and ${open}`),
    lend: one(`insert into loans (id, device_id, borrower_id, class_id, answers_id, purpose, taken_at, due_at, off_site, source, out_desk_id)
      values (?, ?, ?, ?, ?, ?, ?, ?, 0, 'desk', ?)`),
    end: one(`update loans set returned_at = ?, outcome = 'returned', back_desk_id = ? where id = ?`),
    seen: one('insert into sightings (id, device_id, seen_at, place, desk_id) values (?, ?, ?, ?, ?)'),
    found: one(`update day_check_lines set found_at = ? where device_id = ? and result = 'not back' and found_at is null`),
    told: one(`insert into events (id, at, verb, desk_id, subject, subject_id, data) values (?, ?, ?, ?, 'device', ?, ?)`),
    scan: one('insert into desk_scans (id, key, desk_id, lane, text, scanned_at, answered_at, answer) values (?, ?, ?, ?, ?, ?, ?, ?)'),
    scans: one('select id, text, scanned_at, answer, undone_at from desk_scans where desk_id = ? and lane = ? and answered_at >= ? order by id desc limit 15'),
    foundSince: one(`select device_id, found_at, min(at) as not_back_since, max(last_seen_at), max(last_place) from day_check_lines
      where found_at >= ? group by device_id, found_at`),
    loans: one(`select l.id, p.name, c.name as class_name, l.purpose, l.taken_at, l.due_at, l.on_charge, l.returned_at, l.voided_at
      from loans l join people p on p.id = l.borrower_id left join classes c on c.id = l.class_id where l.id in ${ids}`),
    names: one(`select id, name from people where id in ${ids}`),
    wishes: one(`select l.purpose, c.id, c.name from loans l left join classes c on c.id = l.class_id
      and c.school_year_id in (select id from school_years where starts_on <= ? and ends_on >= ?)
      where l.borrower_id = ? and l.voided_at is null order by l.taken_at desc, l.id desc limit 20`),
    classesOf: one('select c.id, c.name from classes c join school_years y on y.id = c.school_year_id where y.starts_on <= ? and y.ends_on >= ? order by c.search_name'),
    out: one(`select d.id as device_id, d.code, t.name as type_name, l.id as loan_id, l.borrower_id, b.name as borrower, l.answers_id, w.name as answers,
      l.class_id, c.name as class_name, l.purpose, l.taken_at, l.due_at, l.off_site, l.booked_out_by_id, o.because ${custody} where l.due_at > ''`),
    pulse: one(`select (select max(id) from events) as newest, (select max(found_at) from day_check_lines where found_at is not null) as found,
      (select count(*) from loans where ${open}) as out, (select count(*) from loans where ${open} and due_at < ?) as past`),
    overdue: one(`select count(*) as n from loans where ${open} and due_at < ?`),
    notBack: one(`select d.id, d.code, t.name, h.name as holder, c.name as class_name, n.day, n.last_seen_at, n.last_place from day_check_lines n
      join devices d on d.id = n.device_id join device_types t on t.id = d.type_id left join people h on h.id = n.holder_id
      left join classes c on c.id = n.class_id left join out_of_use o on o.device_id = d.id and o.until_at is null
      where n.day = (select max(day) from day_checks) and n.result = 'not back' and n.found_at is null and o.id is null
      order by c.name, h.sort_name, d.code limit 40`),
    checks: one(`select t.encryption, k.built_in, c.finding, c.passed, c.product, c.valid_until, coalesce(k.days, t.check_days) as days,
      substr(c.at, 1, 13) as at, string_agg(d.code, ' ') as codes ${owingByType} and ${gone} = 0 group by 1, 2, 3, 4, 5, 6, 7, 8`),
    checksOf: one(`select d.code, t.name as type_name, t.encryption, k.name, k.built_in, c.finding, c.passed, c.product, c.at, c.valid_until, c.method,
      c.note, p.name as by_name, coalesce(k.days, t.check_days) as days, ${gone} as gone ${owing} left join people p on p.id = c.by_id
      where d.code in ${ids} order by d.code, k.position`),
    period: one('select first_day, (select min(n.first_day) from half_terms n where n.first_day > h.first_day) as until from half_terms h where first_day <= ? order by first_day desc limit 1'),
    lacking: one(`${judgedByType} and not exists (select 1 from password_resets r where r.device_id = d.id and r.undone_at is null and r.day >= ? and r.day < ?) order by d.code`),
    ownResets: one(`${judged} where d.id in (select device_id from allocations where keeper_id = ? and until_at is null
      union select device_id from loans where borrower_id = ? and ${open} and class_id is null) order by d.code`),
    resetsOf: one(`select r.id, r.device_id, r.day, r.at, p.name, w.name as recorded_by from password_resets r left join people p on p.id = r.by_id
      left join people w on w.id = r.recorded_by_id where r.undone_at is null and r.device_id in ${ids} and r.day >= ? and r.day < ? order by r.day`),
    away: one(`select l.id as loan_id, d.code, t.name as type_name, t.off_site as rule, t.encryption, b.id as person_id, b.name as who, l.taken_at, l.due_at,
      a.granted_until, a.revoked_at, o.override_id, k.at as checked_at, k.passed, k.finding, k.valid_until
      from loans l join devices d on d.id = l.device_id join device_types t on t.id = d.type_id join people b on b.id = l.borrower_id
      left join off_site_loans o on o.loan_id = l.id left join approvals a on a.id = o.approval_id
      left join device_checks k on k.id = (select x.id from device_checks x where x.device_id = d.id and x.kind_id = 'encryption' order by x.at desc, x.id desc limit 1)
      where l.off_site = 1 and l.due_at > '' and l.${open.replace(' and ', ' and l.')} order by l.due_at, d.code`),
    signedHere: one(`${signed} where (p.first_day is null or p.first_day <= ?) and (p.last_day is null or p.last_day >= ?) and p.id in ${ids}`),
    waiting: one(`${approvals} where a.decision is null and a.revoked_at is null and a.until_day >= ? order by a.from_day, a.id limit 200`),
    ownApprovals: one(`${approvals} where a.person_id = ? and ((a.decision is null and a.revoked_at is null and a.until_day >= ?)
      or (a.decision = 'approved' and a.revoked_at is null and a.granted_until >= ?) or (a.decision = 'declined' and a.decided_at >= ?)
      or (a.decision = 'approved' and a.revoked_at >= ?)) order by a.id desc limit 5`),
    deputy: one('select person_id from deputies where ended_at is null and from_day <= ? and (until_day is null or until_day >= ?) and person_id = ?'),
    toWipe: one(`select x.device_id, d.code, y.name as type_name, t.id as trip_id, t.name as trip, t.leader_id from approval_devices x
      join approvals a on a.id = x.approval_id join trips t on t.id = a.trip_id join devices d on d.id = x.device_id join device_types y on y.id = d.type_id
      where x.goes_empty = 1 and x.wiped_at is null and exists (select 1 from loans l where l.device_id = x.device_id and l.borrower_id = t.leader_id
      and l.taken_at >= t.first_day and l.off_site = 1 and l.returned_at is not null and l.voided_at is null) order by d.code, t.id`),
    dayPulse: one('select (select max(id) from events) as event, (select max(id) from sightings) as sighting'),
    dayFacts: one(`select ${facts}, ${lastSeen('seen_at')} as last_seen_at, ${lastSeen('place')} as last_place,
      (select l1.returned_at from loans l1 where l1.device_id = d.id and l1.returned_at is not null and l1.voided_at is null
        order by l1.returned_at desc limit 1) as last_back_at ${custody} where o.because is null or o.because <> 'retired' order by d.code`),
    exceptions: one('select * from exceptions where from_day <= ? and until_day >= ? and ended_at is null'),
    check: one('select * from day_checks where day = ?'),
    backSince: one('select count(*) as n from loans where returned_at >= ? and voided_at is null'),
    outOfUse: one(`select o.id, d.code, t.name, o.because, o.from_at from out_of_use o join devices d on d.id = o.device_id
      join device_types t on t.id = d.type_id where o.until_at is null and o.because <> 'retired' order by o.from_at, d.code`),
    leavingWithLoans: one(`${leaving('loans l', 'p.id = l.borrower_id')} where l.${open.replace(' and ', ' and l.')} group by p.id`),
    leavingWithKept: one(`${leaving('allocations a', 'p.id = a.keeper_id')} where a.until_at is null group by p.id`),
    kept: one(`select ${facts} ${custody} where a.keeper_id = ? order by d.code`),
    setUp: one(`select exists (select 1 from devices) as devices, (select count(*) from (select 1 from people limit 2)) as people,
      exists (select 1 from desks) as desks, exists (select 1 from events where subject_id in ('devices', 'sets', 'blank') and verb = 'labels.printed') as printed`),
    book: one(`select l.id, d.code, t.name as type_name, l.borrower_id, b.name as borrower, l.answers_id, w.name as answers, c.name as class_name,
      l.purpose, l.taken_at, l.due_at, l.off_site, l.source, l.returned_at, l.on_charge, l.outcome, l.voided_at, o.name as out_desk, i.name as back_desk,
      k.name as taken_back_by, v.name as voided_by, y.name as booked_out_by
      from loans l join devices d on d.id = l.device_id join device_types t on t.id = d.type_id join people b on b.id = l.borrower_id
      join people w on w.id = l.answers_id left join classes c on c.id = l.class_id left join desks o on o.id = l.out_desk_id
      left join desks i on i.id = l.back_desk_id left join people k on k.id = l.taken_back_by_id left join people v on v.id = l.voided_by_id
      left join people y on y.id = l.booked_out_by_id order by l.taken_at desc, l.id desc limit 50`),
    bookCount: one('select count(*) as n from (select id from loans order by taken_at desc, id desc limit 1001)'),
    corrections: one(`select c.id, c.loan_id, c.at, c.reason, c.before, c.after, p.name from loan_corrections c left join people p on p.id = c.by_id
      where c.loan_id in ${ids} order by c.id`),
    classes: one(`select c.id, c.name, y.name as year, y.starts_on, y.ends_on from classes c join school_years y on y.id = c.school_year_id
      order by y.starts_on desc, c.search_name`),
    device: one('select * from devices where code = ?'),
    sightings: one('select seen_at, place from sightings where device_id = ? order by seen_at desc limit 5'),
    tags: one('select text, what from tags where device_id = ? order by what, text'),
    history: one(`select l.id, l.taken_at, l.returned_at, b.name, c.name as class_name, l.purpose, l.due_at, l.outcome, l.on_charge, l.voided_at
      from loans l join people b on b.id = l.borrower_id left join classes c on c.id = l.class_id
      where l.device_id = ? order by l.taken_at desc, l.id desc limit 21`),
    allocations: one(`select a.id, a.from_at, a.until_at, k.name from allocations a join people k on k.id = a.keeper_id
      where a.device_id = ? order by a.from_at desc, a.id desc limit 21`),
    pastOutOfUse: one('select id, from_at, until_at, because, note from out_of_use where device_id = ? order by from_at desc, id desc limit 21'),
    peopleHere: one(`select id, name, kind from people where (first_day is null or first_day <= ?) and (last_day is null or last_day >= ?) order by sort_name, id`),
    extensions: one(`select x.loan_id, x.at, x.by_id, x.due_before, x.due_after, p.name from loan_extensions x left join people p on p.id = x.by_id
      where x.loan_id in ${ids} order by x.id`),
    resetFacts: one(`select d.id, d.code, t.name as type_name, d.created_at, l.borrower_id, b.name as borrower, l.class_id, a.keeper_id, k.name as keeper, o.because,
      (select f.taken_at from loans f where f.device_id = d.id and f.voided_at is null order by f.taken_at limit 1) as first_lent,
      (select f.from_at from allocations f where f.device_id = d.id order by f.from_at limit 1) as first_kept
      ${custody.replace('t on t.id = d.type_id', 't on t.id = d.type_id and t.password_reset = 1')} where d.id = ?`),
    resets: one(`select r.id, r.day, r.at, p.name, w.name as recorded_by from password_resets r left join people p on p.id = r.by_id
      left join people w on w.id = r.recorded_by_id where r.undone_at is null and r.device_id = ? order by r.day desc limit 6`),
    signed: one(`${signed} where p.id = ?`),
    nextReserved: one(`${reserved} and (r.device_id = ? or r.set_id = ?) order by r.day, r.starts, r.id limit 5`),
    ownReserved: one(`${reserved} and r.day <= ? and r.person_id = ? order by r.day, r.starts, r.id`),
    offered: one(`${reserved} and r.offered_at is not null order by r.day, r.starts, r.id limit 10`),
    returns: one(`select x.id, x.person_id, p.name, x.by_day, x.how, x.made_by_id, n.device_id, n.loan_id, d.code from absences x cross join absence_devices n
      join people p on p.id = x.person_id join devices d on d.id = n.device_id where n.absence_id = x.id and x.done_at is null`),
    search: one(`select ${facts}, d.make, d.model, d.serial, d.computer_name ${matching} order by d.code limit 51`),
    searchCount: one(`select count(*) as n from (select d.id ${matching} limit 1001)`),
    types: one('select * from device_types order by position, search_name'), sets: one('select id, code, name from sets order by name'),
    places: one(`select distinct place from devices where set_id is null and place <> '' order by place limit 100`),
  }
}
