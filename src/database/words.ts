/** Instants are UTC ISO text, days `YYYY-MM-DD`, money pence, flags 0 or 1, ids UUIDv7. */
export type Flag = 0 | 1
export type PersonKind = 'staff' | 'supply' | 'student' | 'governor' | 'volunteer' | 'visitor'
export type Role = 'staff' | 'lead' | 'office' | 'technician' | 'head' | 'business'
export type OffSite = 'no' | 'yes' | 'lead' | 'head'
export type OutOfUseBecause = 'in repair' | 'lost' | 'stolen' | 'retired'
export type LoanSource = 'desk' | 'own account' | 'import' | 'paper'
export type LoanOutcome = 'returned' | 'passed on' | 'lost' | 'returned unscanned'
export type DayResult = 'expected later' | 'off-site' | 'excused' | 'not back'
export type SealedResult = 'locked up' | 'goes home' | 'away' | 'excused' | 'not there'
export type TagWhat = 'code' | 'serial' | 'old number' | 'computer name' | 'badge' | 'class card'

/** What a feature asks of somebody, as a part of their one letter of a day. */
export type AskKind = 'unsigned' | 'unsigned count' | 'password reset' | 'password resets late' | 'off-site lapse'
  | 'receipt' | 'keeping over' | 'borrow ask' | 'borrow unanswered' | 'borrow answered' | 'lent back' | 'holiday keeping' | 'access review'
export type ReminderKind = 'digest' | 'evening' | 'escalation' | 'alarm' | AskKind
export type ReviewDecision = 'confirmed' | 'roles taken' | 'closed'
export type Renewal = 'yearly' | 'new version' | 'never'
export type SignedHow = 'own account' | 'reception' | 'paper'
export type Decision = 'approved' | 'declined'
export type DecidedAs = 'lead' | 'head'
export type CheckMethod = 'seen' | 'file' | 'paper'
export type AcceptedHow = 'own account' | 'badge and PIN'
export type OwnDeviceCondition = 'locked' | 'encrypted' | 'nothing-kept' | 'protected'
export type ResetHow = 'own device' | 'device check' | 'several at once'
export type SpecialDayKind = 'staff only' | 'closed' | 'short' | 'open'
export type HandoverWay = 'given' | 'handed back'
export type HandoverAnswer = 'as described' | 'not as described'
export type BorrowAnswer = 'yes' | 'no' | 'later'
