extension FloorState {
  /// The ceremony of `day` at `site` as the result is now.
  public func ceremony(
    of site: SiteID, on day: CivilDate, at: Int64, by: String?, startsAt: Int64?, _ plan: ShowPlan
  ) -> Show {
    Show(
      kind: .ceremony, site: site, day: day, at: at, by: by, startsAt: startsAt, steps: [], awards: [],
      currency: roster[site]?.currency ?? .cny)
  }

  /// The greeting on `day` at `site`: welcome to its month, and the Top Sales of the month before.
  public func greeting(
    of site: SiteID, on day: CivilDate, at: Int64, by: String?, startsAt: Int64?, _ plan: ShowPlan
  ) -> Show {
    Show(
      kind: .greeting, site: site, day: day, at: at, by: by, startsAt: startsAt, steps: [], awards: [],
      currency: roster[site]?.currency ?? .cny)
  }
}
