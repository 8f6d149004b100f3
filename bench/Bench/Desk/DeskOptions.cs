namespace LiveParking.Bench.Desk;

/// <summary>The measured configuration.</summary>
/// <param name="Locations">Locations that are made.</param>
/// <param name="Levels">Levels of each of them.</param>
/// <param name="Rate">Changes a second, each of one level of another location.</param>
/// <param name="Operators">Operators who look at all of them.</param>
/// <param name="Seconds">Duration of each measurement, seconds.</param>
/// <param name="Sites">Sites that die at the same time.</param>
/// <param name="Look">Seconds for which a browser shows the console meanwhile; 0 for no browser.</param>
internal sealed record DeskOptions(int Locations, int Levels, int Rate, int Operators, int Seconds, int Sites, int Look);
