extension FloorState {
  /// What is to be told to `site` at `minute` of `day`: the facts as they are now. It must be appended before any other
  /// entry, since the next broadcast tells what comes after this one's entry.
  public func broadcast(
    of site: SiteID, _ occasion: Broadcast.Occasion, day: CivilDate, minute: Int, at: Int64
  ) -> Broadcast {
    Broadcast(
      site: site, day: day, minute: minute, at: at, occasion: occasion, since: 0, deals: [], period: .init(),
      total: .init(), leaders: [], leadingTeams: [], target: nil, currency: roster[site]?.currency ?? .cny)
  }
}
