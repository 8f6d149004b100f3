namespace LiveParking.Grains.Locations;

/// <summary>
/// One at a time makes, changes and removes what belongs to a location, although its other calls interleave: a level must not be made while
/// the location is being removed.
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
