namespace LiveParking.StoreTests.Stores;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("live-parking-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
