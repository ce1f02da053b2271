using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>An SQL text that answers with rows, what makes of a row what is wanted, and its parameters.</summary>
internal readonly record struct Query<T>(string Text, Func<DbDataReader, T> Read, params Arg[] Args);
