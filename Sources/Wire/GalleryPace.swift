import Floor

extension Gallery {
  /// Whether the site will make it today: what it sold by each full hour, beside what is expected by then.
  struct Pace: Encodable {
    var target, expected, amount: Int64
    var state: String
    var hours: [Hour]
  }

  /// An hour's end. Hours to come have no amount; of them only the day's last is told.
  struct Hour: Encodable {
    var minute: Int
    var amount: Int64?
    var expected: Int64
  }
}

extension Gallery.Pace {
  /// `nil` for a site that has nothing to reach today.
  init?(_ floor: FloorState, _ ground: GalleryGround, amount: Int64, minute: Int) {
    let site = Contender.site(ground.site)
    func pace(_ amount: Int64, at minute: Int) -> Floor.Pace? {
      ground.sheet.pace(of: site, achieved: amount, at: ground.day, minute: minute)
    }
    guard ground.sheet.reachable(site) != nil, let now = pace(amount, at: minute) else { return nil }
    (target, expected, self.amount, state) = (now.target, now.expected, amount, now.state.rawValue)
    let gone = ground.marks.filter { $0.minute <= minute }
    let amounts = floor.amounts(of: ground.site, on: ground.day, by: gone.map(\.at))
    func hour(_ mark: Int, _ amount: Int64?) -> Gallery.Hour {
      Gallery.Hour(minute: mark, amount: amount, expected: pace(0, at: mark)?.expected ?? 0)
    }
    hours = zip(gone, amounts).map { hour($0.minute, $1) }
    if let end = ground.marks.last?.minute, end > minute { hours.append(hour(end, nil)) }
  }
}
