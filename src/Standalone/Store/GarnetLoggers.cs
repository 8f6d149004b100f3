using Microsoft.Extensions.Logging;

namespace LiveParking.Standalone.Store;

/// <summary>Passes on what Garnet says from warnings up, under one category; its progress reports are of no use to an operator.</summary>
internal sealed class GarnetLoggers(ILoggerFactory inner) : ILoggerFactory
{
    private readonly ILogger _logger = inner.CreateLogger("LiveParking.Standalone.Store.Garnet");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new FromWarningsUp(_logger);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Providers belong to the factory of the host.");

    /// <summary>The factory of the host is not ours to dispose.</summary>
    public void Dispose()
    {
    }

    private sealed class FromWarningsUp(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
