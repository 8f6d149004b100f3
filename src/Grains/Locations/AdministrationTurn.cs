namespace LiveParking.Grains.Locations;

/// <summary>
/// A lock for creating, changing and removing parts of a location, although the grain's other calls interleave: a level must not be created while the
/// location is being removed.
/// </summary>
internal readonly struct AdministrationTurn(SemaphoreSlim gate) : IDisposable
{
    public static async Task<AdministrationTurn> TakeAsync(SemaphoreSlim gate)
    {
        await gate.WaitAsync();
        return new AdministrationTurn(gate);
    }

    public void Dispose() => gate.Release();
}
