/** What is wanted for a day and a lesson (`starts` and `ends` HH:MM), and the loans that it became. */
export type ReservationTables = {
  reservations: {
    id: string, person_id: string, class_id: string | null, purpose: string, day: string, slot: string, starts: string, ends: string
    type_id: string | null, set_id: string | null, device_id: string | null, wanted: number
    made_at: string, made_by_id: string, cancelled_at: string | null, cancelled_by_id: string | null
    offered_at: string | null, offered_by_id: string | null
    /** When another was made of the same thing and time, as this one holds nothing any more. */
    made_way_at: string | null
  }
  reservation_loans: { loan_id: string, reservation_id: string }
}
