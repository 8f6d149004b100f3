namespace LiveParking.Measuring.Processes;

/// <summary>A folder for the files of a run, which goes with it.</summary>
public sealed class WorkFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("live-parking-bench-").FullName;

    /// <summary>A file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
