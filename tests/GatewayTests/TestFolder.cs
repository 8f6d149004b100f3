namespace LiveParking.GatewayTests;

/// <summary>A separate folder for a test, removed with it.</summary>
public sealed class TestFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("live-parking-").FullName;

    public string Sub(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
