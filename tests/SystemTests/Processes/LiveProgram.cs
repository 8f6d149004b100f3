namespace LiveParking.SystemTests.Processes;

/// <summary>One of our programs, which can be killed and started again with the same command line.</summary>
public sealed class LiveProgram(
    string name, string assembly, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? variables = null) : IAsyncDisposable
{
    private Child? _child;

    /// <summary>The process that was started last.</summary>
    public Child Child => _child ?? throw new InvalidOperationException($"{name} was not started.");

    /// <summary>Starts it; one that still runs is killed.</summary>
    public async Task<Child> StartAsync()
    {
        if (_child is not null)
            await _child.DisposeAsync();
        return _child = await Child.StartAsync(
            name, folder, ["dotnet", Repository.Program(assembly), .. arguments], variables);
    }

    /// <summary>Starts it, where it is expected to end by itself, and waits for that.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync() => await (await StartAsync()).ExitAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;
}
